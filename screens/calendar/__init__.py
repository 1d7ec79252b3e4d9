"""The calendar: weeks or months across, people or teams down."""
