/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command compare. */
#pragma once

#include "cli/invocation.h"

enum status command_compare(struct invocation *call, struct text *out, struct error *error);

/* Adds the GPU of "H100-SXM-80GBx2" to the scenario; how many they are is read again later. */
enum status compare_set_gpu(struct invocation *call, const char *text, struct error *error);
