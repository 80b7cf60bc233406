// What the job's own files say, for findings that look at it beside what was seen. Not what the
// job does: nothing is executed, and what is not on this computer is not known.
#pragma once

#include <string>
#include <vector>

#include "drill/definition/definition.hpp"

namespace spotdrill::drill {

/// Texts that are read at most, and how much of each.
inline constexpr std::size_t job_texts_max = 16;
inline constexpr std::size_t job_text_bytes_max = 65'536;

/// The scripts that `user_data` names and that the instances share with this computer, whatever
/// they import among them. The user data itself is none of them.
std::vector<std::string> read_job(const Workload& workload, const std::string& user_data);

}  // namespace spotdrill::drill
