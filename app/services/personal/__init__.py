"""What is owed to the people in the files: erasing, consent, review (个人信息保护法)."""
