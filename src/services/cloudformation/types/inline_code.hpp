// The code of a function that its template holds.
#pragma once

#include <string>
#include <string_view>

namespace spotdrill::cloudformation {

/// The zip that CloudFormation makes of `ZipFile`: one file, index.js or index.py by the runtime.
/// The same text makes the same bytes. Empty: it could not be made.
/// Source: CloudFormation Template Reference, "AWS::Lambda::Function Code".
std::string zip_of_inline_code(std::string_view text, std::string_view runtime);

}  // namespace spotdrill::cloudformation
