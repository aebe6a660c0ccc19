/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gpuplan-image: makes the image of a folder of catalog files; part of the build, never installed. */
#include "base/print.h"
#include "catalog/image.h"

int main(int argc, char **argv)
{
	struct error error;

	if (argc != 3) {
		print_complaint("usage: gpuplan-image FOLDER IMAGE");
		return status_exit_code(STATUS_USAGE);
	}
	if (image_write(argv[1], argv[2], &error) != STATUS_OK) {
		print_complaint(error.text);
		return status_exit_code(error.status);
	}
	return 0;
}
