"""The staff list as a file: read, checked, compared with the database, applied, written.

`reading` turns bytes into a table, `columns` finds what each column means, `rows` makes a person of
each line, `checks` looks at the lines together, `plan` compares them with the database and `apply`
makes it so. Nothing before `apply` writes anything.

The file is the list: who is not in it has left. A column that the file does not have is left as it
is in the database; an empty cell in a column that it has clears the value, except for what a
department answers for: one of its lines says it, and that line goes when its person leaves.
"""
