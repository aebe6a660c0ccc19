/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forms that also rent the machine. */
#pragma once

#include "base/error.h"
#include "study/launch.h"

/* A task and service of SkyPilot, at the provider of the answer if SkyPilot has it. */
enum status write_skypilot(struct text *out, const struct launch *launch, struct error *error);

/* A service of dstack. */
enum status write_dstack(struct text *out, const struct launch *launch, struct error *error);
