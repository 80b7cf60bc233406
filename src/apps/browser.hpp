// Shows a page in the user's browser.
#pragma once

#include <filesystem>

namespace spotdrill::apps {

/// By $BROWSER, else by what the desktop has. False: none could be started.
bool open_in_browser(const std::filesystem::path& page);

}  // namespace spotdrill::apps
