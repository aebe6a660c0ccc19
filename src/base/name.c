/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys and distances of names. */
#include "base/name.h"

#include <string.h>

char *text_ascii_lower(char *text)
{
	for (char *c = text; *c != '\0'; c++)
		*c = ascii_lower(*c);
	return text;
}

int text_compare_nocase(const char *a, const char *b)
{
	while (*a != '\0' && ascii_lower(*a) == ascii_lower(*b)) {
		a++;
		b++;
	}
	return (unsigned char)ascii_lower(*a) - (unsigned char)ascii_lower(*b);
}

size_t text_key(const char *name, char *out, size_t size)
{
	size_t n = 0;

	if (size == 0)
		return 0;
	for (; *name != '\0' && n + 1 < size; name++)
		if (ascii_is_alphanumeric(*name))
			out[n++] = ascii_lower(*name);
	out[n] = '\0';
	return n;
}

static int least(int a, int b)
{
	return a < b ? a : b;
}

/* Optimal string alignment: the last three rows of the table are enough. */
int text_distance(const char *a, const char *b)
{
	int rows[3][TEXT_DISTANCE_BYTES + 1];
	int n = (int)strnlen(a, TEXT_DISTANCE_BYTES);
	int m = (int)strnlen(b, TEXT_DISTANCE_BYTES);

	for (int j = 0; j <= m; j++)
		rows[0][j] = j;
	for (int i = 1; i <= n; i++) {
		int *now = rows[i % 3];
		const int *above = rows[(i + 2) % 3];
		const int *before = rows[(i + 1) % 3];

		now[0] = i;
		for (int j = 1; j <= m; j++) {
			now[j] = least(least(above[j], now[j - 1]) + 1, above[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				now[j] = least(now[j], before[j - 2] + 1);
		}
	}
	return rows[n % 3][m];
}
