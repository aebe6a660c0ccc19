/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables and parsers of CSI and SS3 key sequences. */
#include "tui/terminal/key_sequence.h"

struct pair {
	int from, code;
};

static int look_up(const struct pair *pairs, size_t count, int from)
{
	for (size_t i = 0; i < count; i++)
		if (pairs[i].from == from)
			return pairs[i].code;
	return KEYCODE_NONE;
}
#define LOOK_UP(pairs, from) look_up(pairs, sizeof(pairs) / sizeof((pairs)[0]), from)

/* Final letters of CSI and SS3 alike. */
static const struct pair letters[] = { { 'A', KEYCODE_UP }, { 'B', KEYCODE_DOWN }, { 'C', KEYCODE_RIGHT },
	{ 'D', KEYCODE_LEFT }, { 'H', KEYCODE_HOME }, { 'F', KEYCODE_END }, { 'P', KEYCODE_F1 }, { 'Q', KEYCODE_F2 },
	{ 'R', KEYCODE_F3 }, { 'S', KEYCODE_F4 } };

static const struct pair csi_letters[] = { { 'Z', KEYCODE_BACK_TAB }, { 'a', KEYCODE_SHIFT_UP },
	{ 'b', KEYCODE_SHIFT_DOWN }, { 'c', KEYCODE_SHIFT_RIGHT }, { 'd', KEYCODE_SHIFT_LEFT } };

/* The number before ~ (VT220), ^ $ @ (rxvt with Control and Shift). */
static const struct pair numbers[] = { { 1, KEYCODE_HOME }, { 2, KEYCODE_INSERT }, { 3, KEYCODE_DELETE },
	{ 4, KEYCODE_END }, { 5, KEYCODE_PAGE_UP }, { 6, KEYCODE_PAGE_DOWN }, { 7, KEYCODE_HOME }, { 8, KEYCODE_END },
	{ 11, KEYCODE_F1 }, { 12, KEYCODE_F2 }, { 13, KEYCODE_F3 }, { 14, KEYCODE_F4 }, { 15, KEYCODE_F5 },
	{ 17, KEYCODE_F6 }, { 18, KEYCODE_F7 }, { 19, KEYCODE_F8 }, { 20, KEYCODE_F9 }, { 21, KEYCODE_F10 },
	{ 23, KEYCODE_F11 }, { 24, KEYCODE_F12 } };

static const struct pair keypad[] = { { 'M', KEYCODE_ENTER }, { 'I', KEYCODE_TAB }, { ' ', KEYCODE_SPACE },
	{ 'X', '=' }, { 'j', '*' }, { 'k', '+' }, { 'l', ',' }, { 'm', '-' }, { 'n', '.' }, { 'o', '/' }, { 'p', '0' },
	{ 'q', '1' }, { 'r', '2' }, { 's', '3' }, { 't', '4' }, { 'u', '5' }, { 'v', '6' }, { 'w', '7' }, { 'x', '8' },
	{ 'y', '9' }, { 'a', KEYCODE_CTRL_UP }, { 'b', KEYCODE_CTRL_DOWN }, { 'c', KEYCODE_CTRL_RIGHT },
	{ 'd', KEYCODE_CTRL_LEFT } };

static const struct pair shifted[] = { { KEYCODE_LEFT, KEYCODE_SHIFT_LEFT }, { KEYCODE_RIGHT, KEYCODE_SHIFT_RIGHT },
	{ KEYCODE_UP, KEYCODE_SHIFT_UP }, { KEYCODE_DOWN, KEYCODE_SHIFT_DOWN } };

static const struct pair controlled[] = { { KEYCODE_LEFT, KEYCODE_CTRL_LEFT }, { KEYCODE_RIGHT, KEYCODE_CTRL_RIGHT },
	{ KEYCODE_UP, KEYCODE_CTRL_UP }, { KEYCODE_DOWN, KEYCODE_CTRL_DOWN } };

/* xterm's modifier parameter: 1 + (1 Shift, 2 Alt, 4 Control, 8 Meta). A modified key that has no
 * code of its own is the plain key. */
static void apply_modifier(int modifier, struct key_parsed *parsed)
{
	int bits = modifier > 1 && modifier <= 16 ? modifier - 1 : 0;
	int code = KEYCODE_NONE;

	if ((bits & 4) != 0)
		code = LOOK_UP(controlled, parsed->code);
	else if ((bits & 1) != 0)
		code = LOOK_UP(shifted, parsed->code);
	if (code != KEYCODE_NONE)
		parsed->code = code;
	parsed->alt = (bits & 10) != 0;
}

/* Decimal parameters, at most so many; anything else in the parameters makes the sequence unknown. */
static bool read_parameters(const unsigned char *bytes, size_t count, int most, int *values, int *given)
{
	*given = count > 0 ? 1 : 0;
	for (size_t i = 0; i < count; i++) {
		int *value = &values[*given - 1];

		if (bytes[i] == ';') {
			if (++*given > most)
				return false;
		} else if (bytes[i] < '0' || bytes[i] > '9') {
			return false;
		} else if (*value < 10000) {
			*value = *value * 10 + (bytes[i] - '0');
		}
	}
	return true;
}

static void decode_csi(const unsigned char *parameters, size_t count, unsigned char final, struct key_parsed *parsed)
{
	int values[2] = { 0, 0 }, given;

	if (!read_parameters(parameters, count, 2, values, &given))
		return;
	if (final == '~' || final == '^' || final == '$' || final == '@') {
		parsed->paste = final == '~' && values[0] == 200;
		parsed->code = LOOK_UP(numbers, values[0]);
	} else {
		parsed->code = LOOK_UP(letters, final);
		if (parsed->code == KEYCODE_NONE && given == 0)
			parsed->code = LOOK_UP(csi_letters, final);
		/* With parameters R is a report of the cursor place. */
		if (final == 'R' && given > 0)
			parsed->code = KEYCODE_NONE;
	}
	if (parsed->code != KEYCODE_NONE)
		apply_modifier(values[1], parsed);
}

/* ESC [ [ A ... E: function keys of the linux console. */
static void decode_linux(const unsigned char *bytes, size_t count, struct key_parsed *parsed)
{
	if (count < 4)
		return;
	parsed->used = 4;
	if (bytes[3] >= 'A' && bytes[3] <= 'E')
		parsed->code = KEYCODE_F1 + (bytes[3] - 'A');
	else if (bytes[3] < 0x20)
		parsed->used = 3;
}

/* Button and kind of a report of SGR mode 1006: bit 2 to 4 are modifier keys, 5 a motion, 6 the
 * wheel (xterm's ctlseqs, "Extended coordinates"). */
static bool mouse_kind(int button, bool pressed, enum mouse_kind *kind)
{
	bool motion = (button & 32) != 0, wheel = (button & 64) != 0;

	button &= ~(4 | 8 | 16 | 32 | 64);
	if (wheel && button < 2 && pressed)
		*kind = button == 0 ? MOUSE_WHEEL_UP : MOUSE_WHEEL_DOWN;
	else if (!wheel && !motion && button == 0)
		*kind = pressed ? MOUSE_PRESS : MOUSE_RELEASE;
	else
		return false;
	return true;
}

/* ESC [ < button ; column ; row M (pressed) or m (released). */
static void decode_mouse(const unsigned char *bytes, size_t count, bool pressed, struct key_parsed *parsed)
{
	int values[3] = { 0, 0, 0 }, given = 0;

	if (!read_parameters(bytes, count, 3, values, &given))
		return;
	if (given < 3 || values[1] < 1 || values[2] < 1)
		return;
	parsed->mouse = mouse_kind(values[0], pressed, &parsed->report.kind);
	parsed->report.column = values[1] - 1;
	parsed->report.row = values[2] - 1;
}

/* ESC [ M and three bytes: button, column and row, of terminals that do not know mode 1006.  Any release is button 3,
 * which nobody waits for. */
static void decode_old_mouse(const unsigned char *bytes, size_t count, struct key_parsed *parsed)
{
	parsed->used = count < 6 ? 0 : 6;
	if (count < 6 || bytes[3] < 32 || bytes[4] < 33 || bytes[5] < 33)
		return;
	parsed->mouse = mouse_kind(bytes[3] - 32, true, &parsed->report.kind);
	parsed->report.column = bytes[4] - 33;
	parsed->report.row = bytes[5] - 33;
}

void key_sequence_csi(const unsigned char *bytes, size_t count, struct key_parsed *parsed)
{
	size_t at = 2, parameters;

	parsed->used = 0;
	parsed->code = KEYCODE_NONE;
	if (count > 2 && bytes[2] == '[') {
		decode_linux(bytes, count, parsed);
		return;
	}
	while (at < count && bytes[at] >= 0x30 && bytes[at] <= 0x3f)
		at++;
	parameters = at - 2;
	/* '$' is an intermediate byte, but rxvt ends Shift-keys with it. */
	if (at < count && bytes[at] == '$' && parameters > 0 &&
		(at + 1 == count || bytes[at + 1] < 0x20 || bytes[at + 1] > 0x7e)) {
		parsed->used = at + 1;
		decode_csi(bytes + 2, parameters, '$', parsed);
		if (parsed->code != KEYCODE_NONE)
			return;
		parsed->used = 0;
	}
	while (at < count && bytes[at] >= 0x20 && bytes[at] <= 0x2f)
		at++;
	if (at >= count)
		return;
	if (bytes[at] < 0x40 || bytes[at] > 0x7e) {
		parsed->used = at;
		return;
	}
	parsed->used = at + 1;
	if (bytes[at] == 'M' && at == 2) {
		decode_old_mouse(bytes, count, parsed);
		return;
	}
	if (bytes[2] == '<' && (bytes[at] == 'M' || bytes[at] == 'm'))
		decode_mouse(bytes + 3, parameters - 1, bytes[at] == 'M', parsed);
	else if (at - 2 == parameters)
		decode_csi(bytes + 2, parameters, bytes[at], parsed);
}

void key_sequence_ss3(const unsigned char *bytes, size_t count, struct key_parsed *parsed)
{
	int values[2] = { 0, 0 }, given;
	size_t at = 2;

	parsed->used = 0;
	parsed->code = KEYCODE_NONE;
	while (at < count && ((bytes[at] >= '0' && bytes[at] <= '9') || bytes[at] == ';'))
		at++;
	if (at >= count)
		return;
	if (bytes[at] < 0x20 || bytes[at] > 0x7e) {
		parsed->used = at;
		return;
	}
	parsed->used = at + 1;
	parsed->code = LOOK_UP(letters, bytes[at]);
	if (parsed->code == KEYCODE_NONE)
		parsed->code = LOOK_UP(keypad, bytes[at]);
	/* Old xterm sends the modifier as the only number. */
	if (parsed->code != KEYCODE_NONE && read_parameters(bytes + 2, at - 2, 2, values, &given))
		apply_modifier(given == 2 ? values[1] : values[0], parsed);
}
