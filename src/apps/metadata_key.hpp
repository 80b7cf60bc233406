// The key to one instance's metadata from outside its network, and through the proxy: for the
// instance's own programs where instances are plain processes. Not the admin token, which opens
// everything; it is made of that, so that it stays the same when the server is started again.
#pragma once

#include <string>
#include <string_view>

namespace spotdrill::apps {

/// In the place of an instance's id: the name by which commands of `exec` use the proxy.
inline constexpr std::string_view commands_name = "exec";

/// Lower-case hexadecimal digits. Empty where the token is: nothing is asked for then.
std::string metadata_key(std::string_view admin_token, std::string_view instance_id);

}  // namespace spotdrill::apps
