"""The doors to those who take the money: a folder for each, all with the same contract (`base.Gateway`)."""
