// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/bundle_folder.h"
#include "cli/settling.h"
#include "runtime/base/result.h"
#include "runtime/diag/diagnostic.h"

// A settlement with everything it was made of, in a folder that can be checked later.
namespace slate::cli {

inline constexpr diag::Kind kNoBundle{
    .code = "SL6701",
    .name = "no-bundle",
    .severity = diag::Severity::kError,
    .explanation = "The folder has no manifest that can be read, so there is nothing to verify.",
};
inline constexpr diag::Kind kBundleFileMissing{
    .code = "SL6702",
    .name = "bundle-file-missing",
    .severity = diag::Severity::kError,
    .explanation = "The manifest names a file that is not in the bundle.",
};
inline constexpr diag::Kind kBundleFileChanged{
    .code = "SL6703",
    .name = "bundle-file-changed",
    .severity = diag::Severity::kError,
    .explanation = "A file of the bundle is not what it was when its hash was written down.",
};
inline constexpr diag::Kind kBundleFileForeign{
    .code = "SL6704",
    .name = "bundle-file-foreign",
    .severity = diag::Severity::kError,
    .explanation = "The bundle has a file of which the manifest does not know.",
};
inline constexpr diag::Kind kBundleSignature{
    .code = "SL6705",
    .name = "bundle-signature",
    .severity = diag::Severity::kError,
    .explanation = "The signature of the manifest is missing or does not belong to the key.",
};
inline constexpr diag::Kind kBundleDiffers{
    .code = "SL6706",
    .name = "bundle-differs",
    .severity = diag::Severity::kError,
    .explanation =
        "Settled again from the same plan, settings and data, a file of the bundle comes out "
        "otherwise: the data, the zone data or the tool are not the same.",
};
inline constexpr const diag::Kind* kBundleKinds[] = {
    &kNoBundle,
    &kBundleFileMissing,
    &kBundleFileChanged,
    &kBundleFileForeign,
    &kBundleSignature,
    &kBundleDiffers,
};

struct BundleFile {
  std::string path = {};  // in the bundle, with slashes
  std::string bytes = {};
};

// What a run was asked for, as far as it decides figures.
Arguments DecidedBy(const Arguments& arguments, const Settling& settling);

// All files but the manifest, in the order of the manifest. The same settlement, the same bytes.
std::vector<BundleFile> BundleFiles(const Arguments& decided, Settling& settling);
std::string ManifestOf(const std::vector<BundleFile>& files);

// Writes the bundle whole or not at all; the folder must be new or empty. With a key the manifest
// is signed by minisign.
std::optional<Error> WriteBundle(
    const std::string& folder,
    const std::vector<BundleFile>& files,
    const std::optional<std::string>& key
);

}  // namespace slate::cli
