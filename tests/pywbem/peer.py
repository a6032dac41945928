"""Reads CIM-XML elements with pywbem, one in each line, and writes each as pywbem writes it.

Lines are JSON: a text goes in; an object comes out with the element as "xml", or with what pywbem objects to as "error".
"""

import json
import sys

# pylint: disable=protected-access
from pywbem._tupleparse import TupleParser
from pywbem._tupletree import xml_to_tupletree_sax


def read(text):
    """The object that an element stands for."""
    tree = xml_to_tupletree_sax(text.encode("utf-8"), "element")
    parser = TupleParser()
    known = {
        "CLASS": parser.parse_class,
        "INSTANCE": parser.parse_instance,
        "QUALIFIER.DECLARATION": parser.parse_qualifier_declaration,
    }
    return known[tree[0]](tree)


def answer(text):
    try:
        return {"xml": read(text).tocimxmlstr()}
    except Exception as error:  # pylint: disable=broad-exception-caught
        return {"error": f"{type(error).__name__}: {error}"}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
