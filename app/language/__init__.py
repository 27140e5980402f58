"""What Chinese text needs from libraries: pinyin, likeness of names, the lunar calendar."""
