"""Forms that a township makes for itself: what the app gives them, and how they travel to another site."""
