// Fn::Cidr: blocks within a block, IPv4 only.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"

namespace spotdrill::cloudformation {

/// The first `count` blocks of 2^`bits` addresses within `block`. Errors: AWS's sentence.
Result<std::vector<std::string>, std::string> cidr_blocks(const std::string& block,
                                                          const std::string& count,
                                                          const std::string& bits);

}  // namespace spotdrill::cloudformation
