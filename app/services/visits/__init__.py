"""Who came: registering, correcting, finding, moving and taking back visits."""
