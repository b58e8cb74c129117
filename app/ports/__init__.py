"""The services reach store, devices, clock and hub through these small protocols."""
