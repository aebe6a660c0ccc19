/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands behind the GPUs of a row in labels. */
#pragma once

#include "study/row.h"

/* The number format of the weights; of a training run its method, of images and sound the software; "" of what has none. */
const char *row_variant(const struct row *row);
