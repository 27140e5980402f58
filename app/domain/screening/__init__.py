"""The year-end screening (年终筛选, policy P9): from a client's year to points, a grade and a rank.

How a line comes about, in words a salesperson can repeat:

1. ``evidence`` is what the files say of the client's year.
2. ``rules`` is what the office has decided: weights, methods, bands, grades.
3. ``scoring`` suggests points for what can be measured and says how it got there. Future and half
   of cooperation are scored by hand, with a reason. What is not known (资料不足) is neither 0 nor
   full marks: it takes no part.
4. ``grading`` adds up. ``total`` is the sum of the points given, ``available`` the sum of the
   weights they were given of, completeness is available / 100. Grade and rank go by ``percent`` =
   total × 100 / available, rounded to one decimal: with nothing missing that is the total itself.
   Below the set completeness there is no grade.
5. ``ranking`` orders the graded lines; equal percents share a rank (1, 1, 3).
6. ``spread`` shows what the rules make of the whole office before anything is kept.
"""
