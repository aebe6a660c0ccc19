/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the zones of the screen mean (tui/canvas/zone.h); mouse.c acts on them. */
#pragma once

enum zone_kind {
	ZONE_COVER = 1 << 0,     /* nothing: what lies under it is not reached */
	ZONE_SCROLL = 1 << 1,    /* the wheel scrolls; value: enum zone_scroll */
	ZONE_ACTION = 1 << 2,    /* presses a key; value: index in the table of actions */
	ZONE_TAB = 1 << 3,       /* shows a study; value: its place */
	ZONE_HEADING = 1 << 4,   /* sorts; value: index of the column in the table of the study */
	ZONE_PARAMETER = 1 << 5, /* goes to a parameter; value: it */
	ZONE_SLIDER = 1 << 6,    /* moves the knob of a parameter; value: it */
	ZONE_TICK = 1 << 7,      /* sets a parameter; value: it; number: exactly what to */
	/* Rows of a list: value is the index of the topmost one.  A second click is Enter. */
	ZONE_ROW = 1 << 8,      /* of the table of answers */
	ZONE_LINE = 1 << 9,     /* of the list of the view */
	ZONE_CHOICE = 1 << 10,  /* of a question of the wizard */
	ZONE_WITHOUT = 1 << 11, /* takes a filter off; value: its parameter */
	ZONES_OF_ROWS = ZONE_ROW | ZONE_LINE | ZONE_CHOICE,
	/* What the left button asks for, and what the wheel does. */
	ZONES_PRESSED = ~ZONE_SCROLL,
	ZONES_TURNED = ZONE_COVER | ZONE_SCROLL
};

enum zone_scroll { SCROLL_PARAMETERS, SCROLL_TABLE, SCROLL_VIEW };
