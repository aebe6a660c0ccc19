/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row per outcome of a run: STATUS(name, exit code, meaning). */
STATUS(OK, 0, N_("a plan or an answer"))
STATUS(UNMET, 1, N_("nothing fits or meets the goals; the output says why"))
STATUS(USAGE, 2, N_("wrong usage"))
STATUS(DATA, 3, N_("bad data: a file, or a measurement that cannot be true"))
STATUS(IO, 4, N_("input or output failed"))
STATUS(INTERNAL, 70, N_("internal error"))
