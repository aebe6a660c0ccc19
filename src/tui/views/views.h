/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the views keep, each in the structure of its own header. */
#pragma once

#include "tui/views/bottom_line.h"
#include "tui/views/compare.h"
#include "tui/views/curves.h"
#include "tui/views/explain.h"
#include "tui/views/page.h"
#include "tui/views/picker.h"
#include "tui/views/settings_screen.h"
#include "tui/views/wizard.h"

/* workbench_init() makes it. */
struct views {
	struct page page;
	struct picker picker;
	struct prompt prompt;
	struct curves_view curves;
	struct explain_view explain;
	struct compare_view compare;
	struct settings_view settings;
	struct wizard *wizard; /* NULL: none is open */
};
