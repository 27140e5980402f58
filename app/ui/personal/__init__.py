"""What is owed to the people in the files: find, hand over, erase (个人信息)."""
