/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Kinds of machine whose name says which GPU is in them although the list does not:
 * INSTANCE(provider, how the instance's name begins, GPU), the first row that fits counts.  From
 * the providers' own documents of these machines; only GPUs with several forms need a row.
 */
INSTANCE("aws", "p3dn.", "V100-SXM-32GB")
INSTANCE("aws", "p3.", "V100-SXM-16GB")
INSTANCE("aws", "p4de.", "A100-SXM-80GB")
INSTANCE("aws", "p4d.", "A100-SXM-40GB")
INSTANCE("aws", "p5e.", "H200-SXM")
INSTANCE("aws", "p5en.", "H200-SXM")
INSTANCE("aws", "p5.", "H100-SXM-80GB")
INSTANCE("gcp", "a2-ultragpu", "A100-SXM-80GB")
INSTANCE("gcp", "a2-", "A100-SXM-40GB")
INSTANCE("gcp", "a3-ultragpu", "H200-SXM")
INSTANCE("gcp", "a3-", "H100-SXM-80GB")
INSTANCE("azure", "Standard_NC24ads_A100_v4", "A100-PCIe-80GB")
INSTANCE("azure", "Standard_NC48ads_A100_v4", "A100-PCIe-80GB")
INSTANCE("azure", "Standard_NC96ads_A100_v4", "A100-PCIe-80GB")
INSTANCE("azure", "Standard_ND96asr_v4", "A100-SXM-40GB")
INSTANCE("azure", "Standard_ND96amsr_A100_v4", "A100-SXM-80GB")
INSTANCE("azure", "Standard_NC40ads_H100_v5", "H100-NVL-94GB")
INSTANCE("azure", "Standard_NC80adis_H100_v5", "H100-NVL-94GB")
INSTANCE("azure", "Standard_ND96isr_H100_v5", "H100-SXM-80GB")
INSTANCE("azure", "Standard_ND96isr_H200_v5", "H200-SXM")
INSTANCE("oci", "BM.GPU4.8", "A100-SXM-40GB")
INSTANCE("oci", "BM.GPU.A100-v2.8", "A100-SXM-80GB")
INSTANCE("oci", "BM.GPU.H100.8", "H100-SXM-80GB")
INSTANCE("oci", "BM.GPU.H200.8", "H200-SXM")
