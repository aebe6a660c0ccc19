/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command accuracy. */
#pragma once

#include "cli/invocation.h"

enum status command_accuracy(struct invocation *call, struct text *out, struct error *error);
