"""Windows and screens: where they stand, how they are laid out, and pictures of them."""
