"""What several screens use: text, lists, panels, dialogs, the frame around a screen, looks and words."""
