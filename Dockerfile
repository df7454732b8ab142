# JupyterLab with Elbow and its notebooks, for one learner or as the image of a JupyterHub; docs/teaching.md says how.
#
#   make wheel && docker build --tag elbow .
#   docker run --rm -p 8888:8888 elbow
FROM debian:bookworm-slim

# curl is for `data …, download=True`, the letters for plots, tini for what a shell would do as the first process.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends ca-certificates curl fonts-dejavu-core python3 python3-venv tini \
 && rm -rf /var/lib/apt/lists/*

# A hub starts jupyterhub-singleuser in the container, which has to be of the hub's own version.
ARG JUPYTERHUB=jupyterhub==5.3.0
COPY dist/elbow_kernel-*.whl /tmp/
RUN python3 -m venv /opt/elbow \
 && /opt/elbow/bin/pip install --no-cache-dir "$(echo /tmp/elbow_kernel-*.whl)[lab]" "$JUPYTERHUB" \
 && rm /tmp/elbow_kernel-*.whl
ENV PATH=/opt/elbow/bin:$PATH

RUN useradd --create-home --uid 1000 learner
USER learner
WORKDIR /home/learner
EXPOSE 8888
ENTRYPOINT ["tini", "--"]
# A hub puts its own command in place of this one.
CMD ["elbow", "lab", "elbow-lessons", "--", "--ip=0.0.0.0", "--port=8888", "--no-browser"]
