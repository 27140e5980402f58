"""What the office sets once: hotel and papers, people, rules of the screening, the data."""
