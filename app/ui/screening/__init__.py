"""The year-end screening (年终筛选): its list, the steps of the December job, the card's tab."""
