"""The page 礼节: occasions coming up, courtesies done, letters and labels."""
