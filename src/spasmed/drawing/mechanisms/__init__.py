"""The chart of each model, as one function of its frame and settings; all speak the words of `drawing._chart`."""
