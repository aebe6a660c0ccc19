/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Price lists that are CSV. */
#pragma once

#include "catalog/prices/reading.h"

/* Reads the n bytes of a list.  STATUS_DATA: it is no such list. */
enum status table_read(struct price_reading *reading, const char *text, size_t n, struct error *error);
