"""The view 两种沟通: business against emotional contacts."""
