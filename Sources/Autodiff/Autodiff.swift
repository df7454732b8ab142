// Placeholder replaced in the next steps.
