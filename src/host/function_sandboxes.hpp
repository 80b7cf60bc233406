// Sandboxes of functions as instances of another kind: the same namespaces, doors and end, with the
// function's code beside what instances have, and its output in a pipe. Not invocations.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "engine/function_host.hpp"

namespace boost::asio {
class io_context;
}

namespace spotdrill {

class BlobStore;
class LinuxInstances;

/// Makes the host of functions. Packages are kept in `packages`, which nobody else uses, and
/// unpacked below DATA/functions. `instances` makes the sandboxes; null: launches are refused. What
/// an earlier daemon left is ended. All outlive it. Errors: one sentence.
Result<std::unique_ptr<FunctionHost>, std::string> make_function_host(
    boost::asio::io_context& loop, const std::filesystem::path& data_dir, BlobStore& packages,
    LinuxInstances* instances);

}  // namespace spotdrill
