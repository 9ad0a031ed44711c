"""What people elsewhere must put right: gaps in what feeds number, two of one name, clocks that are off."""
