"""Windows, forms and Qt models. Screens share the modules of this folder, never each other."""
