"""Files in and out: workbooks, CSV, letters. No Qt."""
