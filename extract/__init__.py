"""From a file to records.

    file ──read──▶ pages of lines ──tidy──▶ paragraphs ──split──▶ parts ──outline──▶ units ──annotate──▶ records

`extract(path)` walks the whole way; each stage is a plain function of its own module and can be used alone.
"""

from extract.assemble import extract, records

__all__ = ["extract", "records"]
