"""Who came: registering, correcting, finding and importing visits."""
