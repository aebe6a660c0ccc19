/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ring of the last messages. */
#include "tui/messages.h"

#include <string.h>

const struct error *messages_last(const struct messages *messages, int back)
{
	if (back < 0 || back >= messages->count)
		return NULL;
	return &messages->items[(messages->next + MESSAGES_KEPT - 1 - back) % MESSAGES_KEPT];
}

void messages_keep(struct messages *messages, const struct error *message)
{
	const struct error *last = messages_last(messages, 0);

	if (!message->text[0] || (last && strcmp(last->text, message->text) == 0))
		return;
	messages->items[messages->next] = *message;
	messages->next = (messages->next + 1) % MESSAGES_KEPT;
	if (messages->count < MESSAGES_KEPT)
		messages->count++;
}
