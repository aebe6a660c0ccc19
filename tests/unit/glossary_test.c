/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The glossary: each word once, in order without regard to case, and what people look up in it. */
#include <strings.h>

#include "base/text.h"
#include "report/topic.h"
#include "support/check.h"

enum { WORD_SIZE = 64 };

static struct text page;

static int start(void **state)
{
	(void)state;
	text_init(&page);
	topic_glossary(&page);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	text_release(&page);
	return 0;
}

/* Head words stand behind two blanks and before at least two more. */
static void head_word(const char *line, char word[WORD_SIZE])
{
	const char *end = strstr(line + 2, "  ");

	assert_memory_equal(line, "  ", 2);
	assert_non_null(end);
	snprintf(word, WORD_SIZE, "%.*s", (int)(end - line - 2), line + 2);
}

static void test_order(void **state)
{
	char word[WORD_SIZE], last[WORD_SIZE] = "";
	int count = 0;

	(void)state;
	for (const char *line = page.data; line[0]; line = strchr(line, '\n') + 1) {
		head_word(line, word);
		if (strcasecmp(last, word) >= 0)
			fail_msg("%s stands before %s", last, word);
		snprintf(last, sizeof(last), "%s", word);
		count++;
	}
	assert_true(count > 50);
}

static void test_words(void **state)
{
	static const char *const words[] = { "BF16", "disaggregation", "FP4", "FP8", "INT4", "LoRA", "MFU", "MIG",
		"MoE", "NVLink", "PCIe", "SLA", "TCO", "TFLOPS", "utilisation", "QLoRA", "full fine-tuning", "ZeRO",
		"FSDP", "gradient checkpointing", "adapter rank", "goodput", "denoising step", "guidance", "VAE",
		"text encoder", "latent", "RTF" };
	char line[WORD_SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(words); i++) {
		snprintf(line, sizeof(line), "\n  %s  ", words[i]);
		CHECK_HOLDS(page.data, line);
	}
	CHECK_HOLDS(page.data, "mixture of experts: a model");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_order), cmocka_unit_test(test_words) };

	return cmocka_run_group_tests(tests, start, stop);
}
