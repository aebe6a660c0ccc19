/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact bytes of a checkpoint from its safetensors files. */
#pragma once

#include "catalog/import/import.h"

/* Finds the exact bytes in the files of a folder, where there are any; else a note says why. */
void stored_read(const char *folder, struct imported *out);
