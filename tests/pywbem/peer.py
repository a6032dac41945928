"""Reads CIM-XML elements and MOF with pywbem, one text in each line, and writes what is in it as pywbem writes CIM-XML.

Lines are JSON: a text goes in; an object comes out with the elements as "xml", or with what pywbem objects to as "error". MOF is
what does not begin with "<"; of it the classes come out, then the instances, in their order.
"""

import json
import sys

# pylint: disable=protected-access
from pywbem import MOFCompiler
from pywbem._mof_compiler import MOFWBEMConnection
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


def compile_mof(text):
    """The classes and instances that MOF declares."""
    namespace = "root/codecs"
    connection = MOFWBEMConnection()
    MOFCompiler(handle=connection, log_func=lambda message: None).compile_string(text, namespace)
    classes = list(connection.classes.get(namespace, {}).values())
    for each in classes:
        # The compiler puts what is inherited into a class and does not say so.
        for elements in (each.properties, each.methods):
            for name in [name for name, element in elements.items() if element.class_origin != each.classname]:
                del elements[name]
    instances = connection.instances.get(namespace, [])
    for instance in instances:
        instance.path = None
    return classes + instances


def answer(text):
    try:
        objects = [read(text)] if text.startswith("<") else compile_mof(text)
        return {"xml": [each.tocimxmlstr() for each in objects]}
    except Exception as error:  # pylint: disable=broad-exception-caught
        return {"error": f"{type(error).__name__}: {error}"}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
