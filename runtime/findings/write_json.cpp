// SPDX-License-Identifier: Apache-2.0
#include "runtime/diag/render_json.h"
#include "runtime/findings/formats.h"

namespace slate::findings {

// Those that are held back are not in it: it has no member that would say so.
std::string WriteJson(const Report& report) {
  std::vector<const diag::Diagnostic*> open;
  for (const Finding& finding : report.findings) {
    if (!finding.suppression) {
      open.push_back(&finding.what);
    }
  }
  return diag::RenderJson(open, report.files);
}

}  // namespace slate::findings
