/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of key names and of the key decoder: torn sequences, replies, pastes, random bytes. */
#include "base/text.h"
#include "tui/terminal/key_decoder.h"
#include "support/check.h"
#include "support/key_name.h"

/* Appends all events that are ready as "Name Name <paste>". */
static void drain(struct key_decoder *decoder, int64_t now_ms, struct text *out)
{
	struct key_event event;
	char name[KEY_NAME_SIZE];

	while (key_decoder_next(decoder, now_ms, &event)) {
		if (out->length > 0)
			text_add_char(out, ' ');
		if (event.kind == KEY_EVENT_PASTE)
			text_addf(out, "<%s>", decoder->paste);
		else
			text_add(out, key_format(event.key, name));
	}
}

/* Feeds pieces, each `gap_ms` after the one before, lets the time-outs pass and compares. */
static void assert_keys(const char *const *pieces, size_t count, int gap_ms, const char *expected)
{
	struct key_decoder decoder;
	struct text out;
	int64_t now_ms = 5000;

	text_init(&out);
	key_decoder_init(&decoder);
	key_decoder_add_sequence(&decoder, "\033OA", KEYCODE_UP);
	key_decoder_add_sequence(&decoder, "\033[[odd", KEYCODE_F12);
	for (size_t i = 0; i < count; i++) {
		int64_t end_ms = now_ms + gap_ms;
		int wait_ms;

		key_decoder_feed(&decoder, pieces[i], strlen(pieces[i]), now_ms);
		drain(&decoder, now_ms, &out);
		while ((wait_ms = key_decoder_wait(&decoder, now_ms)) >= 0 && now_ms + wait_ms < end_ms) {
			now_ms += wait_ms > 0 ? wait_ms : 1;
			drain(&decoder, now_ms, &out);
		}
		now_ms = end_ms;
	}
	for (int i = 0; i < 20; i++)
		drain(&decoder, now_ms += 1000, &out);
	assert_string_equal(out.data, expected);
	assert_int_equal(key_decoder_wait(&decoder, now_ms), -1);
	text_release(&out);
}

static void assert_one(const char *bytes, const char *expected)
{
	assert_keys(&bytes, 1, 0, expected);
}

static void assert_torn(const char *first, const char *second, int gap_ms, const char *expected)
{
	const char *pieces[2] = { first, second };

	assert_keys(pieces, 2, gap_ms, expected);
}

static void plain_keys(void **state)
{
	(void)state;
	assert_one("aZ 1", "a Z Space 1");
	assert_one("\r\n\t\x7f\x08", "Enter Enter Tab Backspace Backspace");
	assert_one("\x01\x0c\x1a\x1c", "C-a C-l C-z C-\\");
	assert_one("\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", "\u00e9 \u20ac \U0001f600");
	assert_one("\033x\0331\033\r", "M-x M-1 M-Enter");
	assert_one("\033\xc3\xa9", "M-\u00e9");
	assert_one("\033", "Escape");
	assert_one("\033\033", "Escape Escape");
	assert_one("\033\033\033x", "Escape Escape M-x");
}

static void sequences(void **state)
{
	(void)state;
	assert_one("\033[A\033[B\033[C\033[D", "Up Down Right Left");
	assert_one("\033OA\033OB\033OH\033OF", "Up Down Home End");
	assert_one("\033[1;2C\033[1;2D\033[1;5C\033[1;3D", "ShiftRight ShiftLeft CtrlRight M-Left");
	assert_one("\033[1~\033[3~\033[4~\033[5~\033[6~\033[7~", "Home Delete End PageUp PageDown Home");
	assert_one("\033[Z\033[15~\033[24~\033OP\033[[B\033[P", "BackTab F5 F12 F1 F2 F1");
	assert_one("\033[d\033[3$\033Oc", "ShiftLeft Delete CtrlRight");
	assert_one("\033OM\033Oq", "Enter 1");
	assert_one("\033[[odd", "F12");
	assert_one("\033\033[A", "M-Up");
}

/* Reports of SGR mode 1006 and the old ones, also torn; a motion, which nobody asked for, is none; the rest of the stream stays keys. */
static void mouse_reports(void **state)
{
	static const char bytes[] = "a\033[<0;12;3M\033[<32;13;4M\033[<0;13;4m\033[<64;1;1M"
				    "\033[<65;1;1M\033[<16;200;100Mb\033[<1;2;2M\033[<0;0;1Mc"
				    "\033[M -#\033[M#-#\033[M`!!\033[Ma!!\033[M @\340";
	static const struct mouse wanted[] = { { MOUSE_PRESS, 2, 11 }, { MOUSE_RELEASE, 3, 12 },
		{ MOUSE_WHEEL_UP, 0, 0 }, { MOUSE_WHEEL_DOWN, 0, 0 }, { MOUSE_PRESS, 99, 199 }, { MOUSE_PRESS, 2, 12 },
		{ MOUSE_WHEEL_UP, 0, 0 }, { MOUSE_WHEEL_DOWN, 0, 0 }, { MOUSE_PRESS, 191, 31 } };
	struct key_decoder decoder;
	struct key_event event;
	size_t seen = 0, keys = 0;

	(void)state;
	key_decoder_init(&decoder);
	decoder.mouse = true;
	for (size_t i = 0; i + 1 < sizeof(bytes); i++) {
		key_decoder_feed(&decoder, bytes + i, 1, 5000);
		while (key_decoder_next(&decoder, 5000, &event)) {
			if (event.kind == KEY_EVENT_KEY) {
				assert_int_equal(event.key.code, "abc"[keys++]);
				continue;
			}
			assert_int_equal(event.kind, KEY_EVENT_MOUSE);
			assert_true(seen < COUNT_OF(wanted));
			assert_int_equal(event.mouse.kind, wanted[seen].kind);
			assert_int_equal(event.mouse.row, wanted[seen].row);
			assert_int_equal(event.mouse.column, wanted[seen].column);
			seen++;
		}
	}
	assert_int_equal(seen, COUNT_OF(wanted));
	assert_int_equal(keys, 3);
	assert_one("\033[<0;12;3Mx\033[<0;12;3m", "x");
}

static void unknown_and_replies_are_swallowed(void **state)
{
	(void)state;
	assert_one("\033[27;5;9~a", "a");
	assert_one("\033[97;5ua", "a");
	assert_one("\033[?64;1;2ca\033[0na\033[24;80Ra\033[?2026;2$ya", "a a a a");
	assert_one("\033P>|xterm(380)\033\\a", "a");
	assert_one("\033]11;rgb:ffff/0000/0000\033\\a\033]0;x\007b", "a b");
	assert_one("\033[<0;10;10Ma\033[M !!b", "a b");
	assert_one("\033[Ia\033[Ob", "a b");
	assert_one("\033[201~a", "a");
	assert_one("\xff\xfe\xc0\xaf\xed\xa0\x80"
		   "a",
		"a");
	assert_one("\xc2\x9b"
		   "31ma",
		"3 1 m a");
	/* A control character ends an unfinished sequence. */
	assert_one("\033[12\033[A", "Up");
	assert_one("\033]unfinished\033[A", "Up");
}

static void torn_sequences(void **state)
{
	(void)state;
	assert_torn("\033", "[A", 50, "Up");
	assert_torn("\033", "[A", 300, "Escape Up");
	assert_torn("\033", "OB", 300, "Escape Down");
	assert_torn("\033[", "A", 300, "Up");
	assert_torn("\033[1;", "2C", 300, "ShiftRight");
	assert_torn("\033[2", "00~text\033[201~", 300, "<text>");
	assert_torn("\033[?64;", "1c", 300, "");
	assert_torn("\xe2\x82", "\xac", 300, "\u20ac");
	assert_torn("\xc3", "a", 10, "a");
	assert_torn("\xc3", "", 3000, "");
	assert_torn("\033[", "", 3000, "");
	assert_torn("\033P", "", 3000, "M-P");
	assert_torn("\033]0;", "title\007a", 300, "a");
	/* Typed by a person: not the rest of a sequence. */
	assert_torn("\033", "[", 300, "Escape [");
	assert_torn("\033", "[x", 300, "Escape [ x");
	assert_torn("\033", "[A", 900, "Escape [ A");
	assert_torn("\033", "Ok", 300, "Escape O k");
}

static void keys_typed_after_escape(void **state)
{
	const char *pieces[] = { "\033", "[", "]" };

	(void)state;
	assert_keys(pieces, 3, 200, "Escape [ ]");
}

static void pastes(void **state)
{
	(void)state;
	assert_one("\033[200~one\ntwo\rthree\033[201~a", "<one> a");
	assert_one("\033[200~\r\nq\033[31mx\033[201~", "<q\033[31mx>");
	assert_one("\033[200~\033[201~", "<>");
	assert_one("\033[200~unfinished", "<unfinished>");
	assert_torn("\033[200~a\033[20", "1~b", 300, "<a> b");
	assert_torn("\033[200~ab", "cd\033[201~", 2000, "<abcd>");
}

static void long_paste_is_cut(void **state)
{
	struct key_decoder decoder;
	struct key_event event;
	int pastes_seen = 0;

	(void)state;
	key_decoder_init(&decoder);
	key_decoder_feed(&decoder, "\033[200~", 6, 0);
	for (int i = 0; i < 100000; i++) {
		assert_int_equal(key_decoder_feed(&decoder, "0123456789", 10, 0), 10);
		assert_false(key_decoder_next(&decoder, 0, &event));
	}
	key_decoder_feed(&decoder, "\033[201~", 6, 0);
	while (key_decoder_next(&decoder, 0, &event))
		pastes_seen += event.kind == KEY_EVENT_PASTE;
	assert_int_equal(pastes_seen, 1);
	assert_int_equal(decoder.paste_length, KEY_DECODER_PASTE);
	assert_int_equal(strlen(decoder.paste), KEY_DECODER_PASTE);
}

static void endless_sequence_is_dropped(void **state)
{
	static const char *const begins[] = { "\033[", "\033]", "\033P", "\033O1" };

	(void)state;
	for (size_t b = 0; b < COUNT_OF(begins); b++) {
		struct key_decoder decoder;
		struct key_event event;

		key_decoder_init(&decoder);
		key_decoder_feed(&decoder, begins[b], strlen(begins[b]), 0);
		for (int i = 0; i < 1100000; i += 10) {
			assert_int_equal(key_decoder_feed(&decoder, "1111111111", 10, 0), 10);
			assert_false(key_decoder_next(&decoder, 0, &event));
		}
		assert_false(key_decoder_next(&decoder, 5000, &event));
		key_decoder_feed(&decoder, "a", 1, 6000);
		assert_true(key_decoder_next(&decoder, 6000, &event));
		assert_int_equal(event.key.code, 'a');
	}
}

static void eight_bit_character_sets(void **state)
{
	struct key_decoder decoder;
	struct key_event event;
	uint32_t latin1[128] = { 0 };

	(void)state;
	for (uint32_t i = 0x20; i < 128; i++)
		latin1[i] = 0x80 + i;
	key_decoder_init(&decoder);
	decoder.charset = latin1;
	key_decoder_feed(&decoder, "\x9b\xe9", 2, 0);
	assert_true(key_decoder_next(&decoder, 0, &event));
	assert_int_equal(event.key.code, 0xe9);
	assert_int_equal(decoder.count, 0);
}

/* Random bytes in random pieces: no event is text with a control character, nothing hangs. */
static void random_bytes(void **state)
{
	struct key_decoder decoder;
	struct key_event event;
	uint64_t seed = 0x9e3779b97f4a7c15u;
	int64_t now_ms = 0;

	(void)state;
	key_decoder_init(&decoder);
	for (int i = 0; i < 300000; i++) {
		static const char likely[] = "\033\033\033[[O];~1290Am\x07\\P$";
		unsigned char byte;

		seed = seed * 6364136223846793005u + 1442695040888963407u;
		byte = (unsigned char)(seed >> 56);
		if ((seed >> 40 & 3) != 0)
			byte = (unsigned char)likely[byte % (sizeof(likely) - 1)];
		now_ms += (int64_t)(seed >> 33 & 15) * ((seed >> 50 & 31) == 0 ? 100 : 1);
		assert_int_equal(key_decoder_feed(&decoder, &byte, 1, now_ms), 1);
		while (key_decoder_next(&decoder, now_ms, &event)) {
			assert_int_not_equal(event.kind, KEY_EVENT_NONE);
			assert_int_not_equal(event.key.code, KEYCODE_NONE);
		}
	}
}

static void names(void **state)
{
	static const char *const known[] = { "a", "A", "Space", "Tab", "BackTab", "C-l", "M-1", "F12", "M-Left",
		"PageUp", "C-\\", "\u00e9", "M-Enter", "?" };
	char name[KEY_NAME_SIZE];
	struct key key = { 0, false };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(known); i++) {
		assert_true(key_parse(known[i], &key));
		assert_string_equal(key_format(key, name), known[i]);
	}
	assert_true(key_parse("pageup", &key));
	assert_int_equal(key.code, KEYCODE_PAGE_UP);
	assert_true(key_parse("C-L", &key) && key.code == KEYCODE_CTRL('l'));
	assert_true(key_parse("C-m", &key) && key.code == KEYCODE_ENTER);
	assert_true(key_parse("M", &key) && key.code == 'M' && !key.alt);
	assert_false(key_parse("", &key));
	assert_false(key_parse("Nokey", &key));
	assert_false(key_parse("C-", &key));
	assert_false(key_parse("M-", &key));
	assert_false(key_parse("\x01", &key));
	assert_true(key_is_text((struct key){ ' ', false }));
	assert_false(key_is_text((struct key){ KEYCODE_LEFT, false }));
	assert_false(key_is_text((struct key){ 'a', true }));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_keys),
		cmocka_unit_test(sequences),
		cmocka_unit_test(mouse_reports),
		cmocka_unit_test(unknown_and_replies_are_swallowed),
		cmocka_unit_test(torn_sequences),
		cmocka_unit_test(keys_typed_after_escape),
		cmocka_unit_test(pastes),
		cmocka_unit_test(long_paste_is_cut),
		cmocka_unit_test(endless_sequence_is_dropped),
		cmocka_unit_test(eight_bit_character_sets),
		cmocka_unit_test(random_bytes),
		cmocka_unit_test(names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
