// What `spotdrill lint` says of a CloudFormation template, without the reading of files.
#pragma once

#include <string_view>

#include "apps/lint.hpp"

namespace spotdrill::apps {

/// Whether a text is meant to be a template rather than a state machine's definition: it speaks of
/// Resources and not of StartAt.
bool looks_like_template(std::string_view text);

LintResult lint_template(std::string_view file, std::string_view text);

}  // namespace spotdrill::apps
