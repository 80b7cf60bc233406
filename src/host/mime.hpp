// The part of MIME that user data archives use: headers, a boundary, transfer encodings.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace spotdrill {

struct MimePart {
  std::string content_type;  ///< "text/x-shellscript", lower case, without parameters.
  std::string body;          ///< Decoded.
};

/// True when `text` starts as a MIME message does that archives parts.
bool is_mime_archive(std::string_view text);

/// The parts of an archive, at most `parts_max`, in order; those of an archive within it too.
std::vector<MimePart> read_mime_parts(std::string_view text, std::size_t parts_max);

}  // namespace spotdrill
