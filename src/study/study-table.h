/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every question that gpuplan answers, one row each, in the order of the tabs:
 * STUDY(ID, its struct study, command, usage and help of the command, tab, key and help of the tab).
 */
STUDY(SERVE, serve_study, "rank", N_("WORKLOAD"), N_("every GPU, ranked for serving"), "tab-serve", "M-1", N_("the ranking of GPUs for serving"))
STUDY(FLEET, fleet_study, "fleet", N_("WORKLOAD --rate R [--rate-low R] | --traffic FILE.csv"), N_("how many replicas the traffic needs, and how to buy them by the month"), "tab-fleet", "M-2", N_("replicas and bills for a whole service"))
STUDY(BATCH, batch_study, "batch", N_("WORKLOAD --requests N | --tokens T [--deadline 8h | 08:00]"), N_("a pile of work by a time: GPUs, hours, dollars, spot"), "tab-batch", "M-3", N_("a pile of work by a time"))
STUDY(OWN, own_study, "own", N_("WORKLOAD ..."), N_("buy or rent: cost of ownership, break-even, what would turn it"), "tab-own", "M-4", N_("buying or renting"))
STUDY(TRAIN, train_study, "train", N_("WORKLOAD [--method pretrain|full|lora|qlora] [--tokens T] [--deadline 8h]"), N_("a training or fine-tuning run: GPUs, memory, hours, dollars, spot"), "tab-train", "M-5", N_("a training run"))
STUDY(MEDIA, media_study, "media", N_("[--task image|video|speech|transcribe|embed|rerank] [--model M] [--volume 200/day] [--api-price USD]"), N_("images, video, speech, text from sound, embeddings: seconds and dollars of one, GPUs for a volume"), "tab-media", "M-6", N_("images, video and speech"))
