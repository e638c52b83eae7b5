"""Words by what they tell: small lexicons, and the forms that words and numbers take."""
