#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""later.py FOLDER: runs every N.py of the folder and writes what it prints to N.out.

A piece of code has `file`, the path of what it is about, and script(NAME, ARGUMENT...), which runs
a script beside this one with that file as its standard input.
"""
import contextlib
import glob
import os
import runpy
import sys
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))


def script(path, name, arguments):
    sys.argv = [name, *arguments]
    with open(path, encoding="utf-8") as sys.stdin:
        runpy.run_path(os.path.join(HERE, name), run_name="__main__")


def run(code_path):
    path = code_path[:-3] + ".in"
    names = {"file": path, "script": lambda name, *arguments: script(path, name, arguments)}
    with open(code_path, encoding="utf-8") as code:
        try:
            exec(compile(code.read(), code_path, "exec"), names)
        except SystemExit as end:
            if isinstance(end.code, str):
                print(end.code)
        except BaseException:
            traceback.print_exc(file=sys.stdout)


def main():
    for code_path in glob.glob(os.path.join(glob.escape(sys.argv[1]), "*.py")):
        with open(code_path[:-3] + ".out", "w", encoding="utf-8") as out:
            with contextlib.redirect_stdout(out):
                run(code_path)
    sys.exit(0)


if __name__ == "__main__":
    main()
