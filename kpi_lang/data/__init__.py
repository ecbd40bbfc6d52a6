"""Data: from files and frames to the checked values that a policy reads, and from results to files.

A **sheet** (`sheet`) is what every file (`files`) and frame (`frames`) is read as: titles and rows of raw cells
(`raw`). A **binding** (`binding`, `binding_file`) says which columns answer to which inputs of a policy's
`schema`. `people.bind` puts them together and yields people or rejections (`bound`), `sources.bind_files` does
so from file names. `cells` turns raw cells into values; `output` writes tables.

Nothing is imported here, because `schema` is also the vocabulary of the core, which reads no files.
"""
